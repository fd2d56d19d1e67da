const FIRST_ROOM = 256;

/** Points in two columns, filled anew for each picture without new memory. NaN as `y` breaks the line. */
export class PointList {
  x = new Float64Array(FIRST_ROOM);
  y = new Float64Array(FIRST_ROOM);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(x: number, y: number): void {
    if (this.length === this.x.length) {
      this.x = grown(this.x);
      this.y = grown(this.y);
    }
    this.x[this.length] = x;
    this.y[this.length] = y;
    this.length++;
  }
}

function grown(old: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(old.length * 2);
  wider.set(old);
  return wider;
}
