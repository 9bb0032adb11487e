// Times that tick. Only a text that has changed is drawn again, so a thousand rows cost what a few do.

import { type ReactNode, createContext, use, useSyncExternalStore } from 'react';
import type { ServerTime } from './live/now.ts';
import { clockText } from './words/index.ts';

const Context = createContext<ServerTime | null>(null);

export const TimeProvider = ({ time, children }: { readonly time: ServerTime; readonly children: ReactNode }) => (
  <Context value={time}>{children}</Context>
);

/** What `look` makes of the server's time, again whenever it changes; it must give texts or numbers. */
export function useNow<Value extends string | number | null>(look: (now: number) => Value): Value {
  const time = use(Context);
  if (time === null) throw new Error('There is no time above this part of the page.');
  return useSyncExternalStore(time.subscribe, () => look(time.now()));
}

/** How long ago `since` was, ticking. */
export function Ago({ since, className }: { readonly since: number; readonly className?: string | undefined }) {
  const text = useNow((now) => clockText(now - since));
  return <span className={className}>{text}</span>;
}

/** How long it is until `at`, ticking down to zero. */
export function Left({ at, show }: { readonly at: number; readonly show: (time: string) => string }) {
  const text = useNow((now) => clockText(at - now + 999));
  return <>{show(text)}</>;
}
