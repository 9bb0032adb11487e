// What jumps on a page, as the browser tells it. Data only.

/** An entry of the layout shift list (web-vitals' Layout Instability), which TypeScript does not know. */
export interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

export interface Shifts {
  readonly score: number;
  readonly moved: readonly string[];
}
