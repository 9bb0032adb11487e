// The part of a file that a request asks for (RFC 9110 section 14). One part only: who asks for several gets the whole.

/** Both ends belong to it. `unsatisfiable`: it begins after the end of the file. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'unsatisfiable' };

/** Reads a Range header for a file of `bytes`; one that cannot be understood asks for the whole. */
export function byteRange(header: string | undefined, bytes: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < from) return { kind: 'whole' };
  return from >= bytes || (first === '' && Number(last) === 0) ? { kind: 'unsatisfiable' } : { kind: 'part', from, to };
}
