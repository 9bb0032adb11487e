// What a test phone throws. Refusals and hang-ups are values (CallEnd); this is for waits that fail.

/** `timeLimit`: a bounded wait passed; `ended`: the call ended first; `refused`, `lost`: the server said no, or nothing. */
export type PhoneFaultCode = 'timeLimit' | 'ended' | 'refused' | 'lost' | 'misuse';

/** A wait or request of a phone that came to nothing; the message says what was awaited and what was seen. */
export class PhoneFault extends Error {
  readonly code: PhoneFaultCode;
  readonly retryable = false;

  constructor(code: PhoneFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
