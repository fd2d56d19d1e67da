import type { Point } from './graph-layout.ts';

/** Less than this is a click with a hand that is not quite still. */
const CLICK_PIXELS = 4;

interface BoxDragParts {
  /** How large the sheet is drawn. */
  readonly scale: () => number;
  /** A box is on its way, and so far from where it was; null: it is not. */
  readonly onDrag: (dragged: { readonly id: string; readonly by: Point } | null) => void;
  readonly onDrop: (id: string, by: Point) => void;
}

/** Lets a person drag the boxes on a sheet with the mouse or a pen: those that `data-node` names. A finger scrolls. */
export function dragBoxes({ scale, onDrag, onDrop }: BoxDragParts): (sheet: HTMLElement) => () => void {
  let held: { readonly id: string; readonly at: Point; isMoved: boolean } | null = null;
  let wasMoved = false;

  function begin(event: PointerEvent): void {
    wasMoved = false;
    const id = (event.target as Element).closest<HTMLElement>('[data-node]')?.dataset['node'];
    if (id === undefined || event.button !== 0 || event.pointerType === 'touch') return;
    held = { id, at: { x: event.clientX, y: event.clientY }, isMoved: false };
  }

  function move(event: PointerEvent): void {
    if (held === null) return;
    const by = distance(held.at, event);
    if (!held.isMoved && Math.hypot(by.x, by.y) < CLICK_PIXELS) return;
    if (!held.isMoved) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    held.isMoved = true;
    onDrag({ id: held.id, by: scaled(by) });
  }

  function end(event: PointerEvent): void {
    if (held?.isMoved === true) {
      wasMoved = true;
      onDrop(held.id, scaled(distance(held.at, event)));
    }
    cancel();
  }

  function cancel(): void {
    held = null;
    onDrag(null);
  }

  function scaled({ x, y }: Point): Point {
    return { x: x / scale(), y: y / scale() };
  }

  // Who has moved a box has not pressed what is in it.
  function click(event: MouseEvent): void {
    if (wasMoved) event.stopPropagation();
    wasMoved = false;
  }

  return (sheet) => {
    const gone = new AbortController();
    const { signal } = gone;
    sheet.addEventListener('pointerdown', begin, { signal });
    sheet.addEventListener('pointermove', move, { signal });
    sheet.addEventListener('pointerup', end, { signal });
    sheet.addEventListener('pointercancel', cancel, { signal });
    sheet.addEventListener('click', click, { capture: true, signal });
    return () => gone.abort();
  };
}

function distance(from: Point, { clientX, clientY }: PointerEvent): Point {
  return { x: clientX - from.x, y: clientY - from.y };
}
