/** Something that can be chosen in a menu. */
export interface MenuItem {
  readonly text: string;
  readonly run: () => void;
}
