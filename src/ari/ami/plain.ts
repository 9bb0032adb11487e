// What may be sent to the manager interface. The library writes names and values as they are, so a line end in one of them
// would be a header of its own: another action, in the end. Such an action never leaves. Not here: sending.

import { TelephonyFault } from '../../call/ports.ts';

/** An action by its name, and its parameters. */
export type Action = Readonly<Record<string, string>> & { readonly action: string };

/** The action as it is. Throws TelephonyFault when a name or a value holds a control character or a name is no name. */
export function plainAction(action: Action): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(action)) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(name)) throw refusal('A parameter of an action has a plain name.');
    plainValue(value);
  }
  return action;
}

/** The value as it is. Throws TelephonyFault when it holds a control character: CR and LF end a header. */
export function plainValue(value: string): string {
  if (/\p{Cc}/u.test(value))
    throw refusal('A value for the manager interface has no line ends nor other control characters.');
  return value;
}

const refusal = (why: string): TelephonyFault => new TelephonyFault('refused', why);
