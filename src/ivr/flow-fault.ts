// What can go wrong in a flow while it runs. Not here: who catches it (faults.ts).

/** Something unforeseen in a flow: not ours, the author's or the outside's. `code` is a stable word for the trace. */
export class FlowFault extends Error {
  readonly code: string;
  /** Which handler is looked for first: a limit falls back on `on error`. */
  readonly handler: 'onError' | 'onLimit';

  constructor(code: string, message: string, handler: FlowFault['handler'] = 'onError') {
    super(message);
    this.code = code;
    this.handler = handler;
  }
}
