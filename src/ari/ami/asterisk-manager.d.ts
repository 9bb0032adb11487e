// What we use of asterisk-manager 0.2.0, which has no types. Not here: its `keepConnected`, whose faults are why a
// connection gets an instance of its own.

declare module 'asterisk-manager' {
  /** Fields in lower case; a field that came several times is a list. */
  export type Message = Readonly<Record<string, unknown>>;

  export interface Manager {
    /** Calls back when the connection stands; nothing is called when it does not. */
    readonly connect: (port: number, host: string, callback: () => void) => void;
    /** Calls back with the refusal, or with nothing. */
    readonly login: (callback: (refusal?: Message) => void) => void;
    /** Writes the action as it is given: nothing is escaped. */
    readonly action: (
      action: Readonly<Record<string, string>>,
      callback: (refusal: Message | undefined, response: Message) => void,
    ) => void;
    /** Closes a connection that stands; one that is being made goes on. */
    readonly disconnect: () => void;
    readonly on: (name: string, listener: (first: unknown) => void) => void;
    readonly removeAllListeners: (name: string) => void;
  }

  /** Without a port nothing is connected yet. */
  const makeManager: new (port: null, host: string, user: string, password: string) => Manager;
  export { makeManager as default };
}
