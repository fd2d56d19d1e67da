/** So many frames the content has to become as tall as it was: pages come when they are needed, and tiles find their places. */
const FRAMES_MAX = 90;

/** Scrolls `element` to `top`, as soon as what is in it is tall enough, unless the returned function is called before. */
export function scrollBack(element: Element, top: number): () => void {
  let left = FRAMES_MAX;
  let frame = 0;
  const step = (): void => {
    element.scrollTop = top;
    if (Math.abs(element.scrollTop - top) < 1 || --left === 0) return;
    frame = requestAnimationFrame(step);
  };
  step();
  return () => cancelAnimationFrame(frame);
}
