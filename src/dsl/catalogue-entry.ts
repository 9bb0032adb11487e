// The form of an entry of the catalogue. Not here: the entries.

/** What a code means, whatever the flow. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly titleFr: string;
  readonly explanation: string;
  readonly explanationFr: string;
}

/** An entry from its two languages. */
export const entry = (
  severity: CatalogueEntry['severity'],
  title: readonly [english: string, french: string],
  explanation: readonly [english: string, french: string],
): CatalogueEntry => ({
  severity,
  title: title[0],
  titleFr: title[1],
  explanation: explanation[0],
  explanationFr: explanation[1],
});
