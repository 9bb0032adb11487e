// Failures of provisioning as a person should read them: one sentence that says what happened and what to do.
// Not here: anything that goes wrong in a call.

/** A failure whose message is one clear sentence for a terminal; `detail` holds log lines to print before it. */
export class ProvisioningFault extends Error {
  readonly code = 'provisioning';
  readonly retryable = true;
  readonly detail: readonly string[];

  constructor(message: string, options: { readonly detail?: readonly string[]; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.detail = options.detail ?? [];
  }
}

/** Prints a failure: a ProvisioningFault as its sentence, anything else whole, since it is our own mistake. */
export function printFault(fault: unknown): void {
  if (!(fault instanceof ProvisioningFault)) {
    console.error(fault);
    return;
  }
  for (const line of fault.detail) console.error(`  | ${line}`);
  console.error(`carillon: ${fault.message}`);
}

/** The failure in one word of the system (`ENOSPC`, `EADDRINUSE`), or '' where it has none. */
export function systemCode(fault: unknown): string {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
}
