// ari-client as it should have been: it loads or says why not, a call has a status or a fault, and no event ends the process.
// Not here: deadlines and credentials (line.ts, credentials.ts).

import { jsonOf } from '../decode.ts';
import type { AriAccess } from '../address.ts';
import { baseOf } from '../address.ts';
import { describedTypes } from '../heard-events.ts';
import type { Ear, EventConnection, Reply } from '../line.ts';
import { insideOf } from './insides.ts';
import type { ClientInside } from './insides.ts';
import { watching, watchingLoad } from './seam.ts';

/** The library with the running Asterisk's description loaded. */
export interface Library {
  /** Calls an operation; 'undescribed' when this Asterisk has none of that name. Rejects when the connection broke. */
  readonly call: (name: string, args: Readonly<Record<string, string>>) => Promise<Reply> | 'undescribed';
  /** Begins to connect to the events of an application. Once for each library: load a new one for the next attempt. */
  readonly listen: (app: string, ear: Ear) => EventConnection;
}

/** Loads the description: about thirteen requests. Rejects when Asterisk cannot be reached or answers something else. */
export async function loadLibrary(access: AriAccess): Promise<Library> {
  const { connect } = await import('ari-client');
  // It prints a warning about itself on stdout through a global function, at each load.
  Object.assign(globalThis, { log: () => undefined });
  const { origin } = baseOf(access.url);
  const client = await new Promise<Awaited<ReturnType<typeof connect>>>((resolve, reject) => {
    const fail = (fault: unknown): void => {
      reject(fault instanceof Error ? fault : new Error(String(fault)));
    };
    const forget = watchingLoad(origin, { answered: () => undefined, broken: fail, choked: fail });
    connect(origin, access.user, access.password).then(resolve, fail).finally(forget);
  });
  const inside = insideOf(client);
  // An event whose type the running Asterisk did not describe would end the process.
  for (const type of describedTypes) inside.eventModels[type] ??= { properties: [] };
  return { call: (name, args) => call(inside, name, args), listen: (app, ear) => listen(inside, app, ear) };
}

function call(
  inside: ClientInside,
  name: string,
  args: Readonly<Record<string, string>>,
): Promise<Reply> | 'undescribed' {
  const operation = inside.operation(name);
  if (operation === undefined) return 'undescribed';
  return new Promise((resolve, reject) => {
    let status = 0;
    const watch = {
      answered: (given: number) => {
        status = given;
      },
      broken: reject,
      // As an answer that is no JSON: the decoder says what it lacks.
      choked: () => {
        resolve({ status, json: null });
      },
    };
    watching(watch, () => operation(args)).then(
      (value) => {
        resolve({ status, json: value === '' ? null : value });
      },
      (fault: unknown) => {
        if (status >= 400) resolve({ status, json: fault instanceof Error ? jsonOf(fault.message) : null });
        else reject(fault instanceof Error ? fault : new Error(String(fault)));
      },
    );
  });
}

function listen(inside: ClientInside, app: string, ear: Ear): EventConnection {
  let told: unknown = null;
  inside.on('*', (event) => {
    told = event;
  });
  // What becomes of it is heard from its socket; the promise of a first attempt that failed never settles.
  inside.start(app).catch(() => undefined);
  const socket = inside.socket();
  const [theirs] = socket.listeners('message');
  if (theirs !== undefined) socket.off('message', theirs);
  socket.on('message', (data) => {
    told = null;
    try {
      theirs?.(data);
    } catch {
      // It throws on a type that nobody described and on what is no JSON: what it did not tell is read without it.
    }
    ear.onMessage(told ?? jsonOf(String(data)));
  });
  socket.on('open', ear.onOpen);
  socket.on('pong', ear.onAlive);
  socket.on('error', (fault) => {
    ear.onLost(fault instanceof Error ? fault.message : 'the connection failed');
  });
  socket.on('close', (code) => {
    ear.onLost(`closed by Asterisk with code ${String(code)}`);
  });
  return { ping: () => socket.ping(), end: () => socket.terminate() };
}
