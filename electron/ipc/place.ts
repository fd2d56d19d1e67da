/** Where a person is in the page, besides its address: what a page that is made again needs to show the same. */
export interface PagePlace {
  /** How much of the newest the charts show. */
  readonly spanMs: number;
  /** The part of time that is looked at; null: the newest. */
  readonly zoom: { readonly from: number; readonly to: number } | null;
  /** When the charts were stopped; null: they are live. */
  readonly pausedAt: number | null;
  /** What a crosshair does in the other charts. */
  readonly crosshairMode: 'values' | 'line' | 'own';
  /** The dashboard that is looked at, and whether its tiles are being moved. */
  readonly dashboard: string;
  readonly isEditing: boolean;
  /** How far down the page is, in pixels. */
  readonly scrollTop: number;
}
