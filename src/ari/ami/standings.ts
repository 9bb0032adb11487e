// Whether phones are signed in and trunks answer, out of the manager interface's events; tells each change once.
// Not here: reading events from a connection (session.ts), nor refusals (refusals.ts).

import { phoneId } from '../../base/ids.ts';
import type { TelephonyFact } from '../../call/index.ts';
import { nameLengthMax, standingCountMax } from './limits.ts';
import type { AmiEvent } from './session.ts';

/** An endpoint with such a name is a trunk of pjsip.conf; all others are agents' phones. */
const isTrunk = (endpoint: string): boolean => endpoint.startsWith('trunk-');

type Contact = 'there' | 'reachable' | 'unreachable';
type Told = Extract<TelephonyFact, { readonly kind: 'phoneStateChanged' | 'trunkStateChanged' }>['to'];

/** What is known of phones and trunks. */
export class Standings {
  readonly #contacts = new Map<string, Map<string, Contact>>();
  readonly #told = new Map<string, Told>();

  /** After a gap the contacts are not known any more; what was told stays told. */
  forgetContacts(): void {
    this.#contacts.clear();
  }

  /** The change that an event means, or null. */
  hear(event: AmiEvent): TelephonyFact | null {
    if (event['event'] === 'ContactStatus') return this.#contact(event);
    return event['event'] === 'Registry' ? this.#registration(event) : null;
  }

  #contact({ endpointname: endpoint = '', uri = '', contactstatus: status = '' }: AmiEvent): TelephonyFact | null {
    if (!isName(endpoint)) return null;
    const contacts = this.#contacts.get(endpoint) ?? new Map<string, Contact>();
    if (status === 'Removed') {
      contacts.delete(uri);
    } else {
      // A phone has one contact: a new one takes the place of the old, whose end may be told later or was not heard.
      if (!isTrunk(endpoint) && !contacts.has(uri)) contacts.clear();
      contacts.set(uri, contactOf(status));
    }
    keep(this.#contacts, endpoint, contacts);
    const to = isTrunk(endpoint) ? trunkState(contacts) : phoneState(contacts);
    return to === null ? null : this.#tell(endpoint, to);
  }

  /** Our own sign-in at a carrier. Its name is the host we sign in at: the user's name may be a number. */
  #registration({ domain = '', status = '' }: AmiEvent): TelephonyFact | null {
    const host = /^(?:sips?:)?(?:[^@]*@)?([^;>:/]+)/.exec(domain)?.[1] ?? '';
    const to = registrations.get(status);
    return to === undefined || !isName(host) ? null : this.#tell(`registration ${host}`, to, host);
  }

  #tell(key: string, to: Told, name = key): TelephonyFact | null {
    if (this.#told.get(key) === to) return null;
    keep(this.#told, key, to);
    if (to === 'registered' || to === 'unregistered' || to === 'unreachable') {
      const isPhone = name === key && !isTrunk(key);
      return isPhone
        ? { kind: 'phoneStateChanged', phone: phoneId(key), to }
        : { kind: 'trunkStateChanged', trunk: name, to };
    }
    return { kind: 'trunkStateChanged', trunk: name, to };
  }
}

const contactOf = (status: string): Contact =>
  status === 'Reachable' ? 'reachable' : status === 'Unreachable' ? 'unreachable' : 'there';

function phoneState(contacts: ReadonlyMap<string, Contact>): 'registered' | 'unregistered' | 'unreachable' {
  if (contacts.size === 0) return 'unregistered';
  return [...contacts.values()].every((contact) => contact === 'unreachable') ? 'unreachable' : 'registered';
}

/** A trunk that nobody asks whether it answers has no state. */
function trunkState(contacts: ReadonlyMap<string, Contact>): 'reachable' | 'unregistered' | 'unreachable' | null {
  if (contacts.size === 0) return 'unregistered';
  const states = [...contacts.values()];
  if (states.includes('reachable')) return 'reachable';
  return states.every((contact) => contact === 'unreachable') ? 'unreachable' : null;
}

const registrations: ReadonlyMap<string, Told> = new Map([
  ['Registered', 'registered'],
  ['Unregistered', 'unregistered'],
  ['Rejected', 'refused'],
  ['Stopped', 'unregistered'],
]);

const isName = (name: string): boolean => name !== '' && name.length <= nameLengthMax && !/[\p{Cc}\s]/u.test(name);

/** Enters a value as the newest, and forgets the oldest above the limit. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= standingCountMax) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
