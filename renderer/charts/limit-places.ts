/** A label's room: it stands between the lines of text, in pixels. */
export interface LabelPlace {
  /** Its right end. */
  readonly right: number;
  /** The middle of its text, from the top of the canvas. */
  readonly middle: number;
}

/** What is to be written at a line that lies at `y`. */
export interface LineLabel {
  readonly y: number;
  readonly width: number;
}

export interface LabelRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How tall a label is, and how far its middle is from its line. */
export const LABEL_HEIGHT = 11;
const AWAY = 8;
const BESIDE = 10;

/**
 * Where the labels of lines stand: at the right, above their line, else below it; where another one or another line is, further left. In the order of
 * `labels`, the highest line first; what finds no room stands above its line all the same.
 */
export function labelPlaces(labels: readonly LineLabel[], room: LabelRoom): readonly LabelPlace[] {
  const placed: (LabelPlace & { readonly width: number })[] = [];
  labels.forEach((label, index) => {
    const others = labels.filter((_, other) => other !== index);
    const at = candidates(label, room, placed);
    const isFree = (place: LabelPlace): boolean =>
      room.top <= place.middle - LABEL_HEIGHT / 2 &&
      place.middle + LABEL_HEIGHT / 2 <= room.bottom &&
      room.left <= place.right - label.width &&
      placed.every((other) => !overlap(place, label.width, other));
    const isClear = (place: LabelPlace): boolean =>
      others.every(({ y }) => LABEL_HEIGHT / 2 < Math.abs(y - place.middle));
    const free = at.filter(isFree);
    placed.push({ ...(free.find(isClear) ?? free[0] ?? at[0]!), width: label.width });
  });
  return placed;
}

/** Above and below at the right end, then left of each label that is there already. */
function candidates(
  { y }: LineLabel,
  { right }: LabelRoom,
  placed: readonly (LabelPlace & { readonly width: number })[],
): LabelPlace[] {
  const ends = [right, ...placed.map((other) => other.right - other.width - BESIDE)];
  return ends.flatMap((end) => [
    { right: end, middle: y - AWAY },
    { right: end, middle: y + AWAY },
  ]);
}

function overlap(place: LabelPlace, width: number, other: LabelPlace & { readonly width: number }): boolean {
  const isBeside = place.right <= other.right - other.width || other.right <= place.right - width;
  return !isBeside && Math.abs(place.middle - other.middle) < LABEL_HEIGHT;
}
