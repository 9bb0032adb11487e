// Where calls stand on the screen: each keeps its row for as long as it lasts, and a newcomer takes the first free one, so
// that nothing jumps while somebody reads. Pure.

/** A row's call by its key; null: the row is free. */
export type Seats = readonly (string | null)[];

/** The seats after those in `present` came and the others went; `present` is in the order in which newcomers sit down. */
export function seated(seats: Seats, present: readonly string[]): Seats {
  const here = new Set(present);
  const next = seats.map((key) => (key !== null && here.has(key) ? key : null));
  const known = new Set(next);
  let free = 0;
  for (const key of present) {
    if (known.has(key)) continue;
    while (free < next.length && next[free] !== null) free += 1;
    next[free] = key;
  }
  while (next.at(-1) === null) next.pop();
  return next;
}
