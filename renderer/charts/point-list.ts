/** A point as Chart.js takes it without parsing. NaN as `y` breaks the line. */
export interface Point {
  x: number;
  y: number;
}

/** A list of points that is filled anew for each frame without making new objects. */
export class PointList {
  readonly points: Point[] = [];
  readonly #spare: Point[] = [];

  clear(): void {
    for (const point of this.points) this.#spare.push(point);
    this.points.length = 0;
  }

  add(x: number, y: number): void {
    const point = this.#spare.pop() ?? { x: 0, y: 0 };
    point.x = x;
    point.y = y;
    // By index: Chart.js listens to `push` and would do work for each point.
    this.points[this.points.length] = point;
  }
}
