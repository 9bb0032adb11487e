// `carillon numbers ...` and `carillon emergency ...`: where numbers lead, who is not let in, and the switch for emergencies.
// Not here: HTTP and tables.

import type { Command } from 'commander';
import { type ReceptionView, judgementView, receptionView } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { harmless, table } from './terminal.ts';

interface Json {
  readonly json?: true;
}

/** The flow that callers hear when nothing else is said. */
const closingFlow = 'fermeture';

/** Adds the commands; `user` is who gives the orders. */
export function numberCommands(program: Command, context: Context, user: string): void {
  const ask = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object): Promise<ReceptionView> =>
    context.client.ask({ method, path, ...(body === undefined ? {} : { body: { ...body, by: user } }) }, receptionView);
  const show = (options: Json, view: ReceptionView): void => context.show(options, view, () => receptionLines(view));

  const numbers = program.command('numbers').description('where numbers lead, who is not let in, what may be called');
  context
    .json(numbers.command('list').description('numbers that were led elsewhere, blocked callers, emergency'))
    .action(async (options: Json) => show(options, await ask('GET', '/api/numbers')));
  context
    .json(numbers.command('route').description('leads a number to a flow, over the flow’s own entry'))
    .argument('<number>', 'such as +33180001122')
    .argument('<flow>', 'a flow of what is deployed')
    .action(async (number: string, flow: string, options: Json) =>
      show(options, await ask('PUT', place(number), { flow })),
    );
  context
    .json(numbers.command('unroute').description('leads a number to the flow whose entry it is, as before'))
    .argument('<number>')
    .action(async (number: string, options: Json) => show(options, await ask('DELETE', place(number), {})));
  for (const [name, method, what] of [
    ['block', 'PUT', 'does not let a caller in any more'],
    ['unblock', 'DELETE', 'lets a caller in again'],
  ] as const) {
    context
      .json(numbers.command(name).description(what))
      .argument('<caller>', 'such as +33612345678')
      .action(async (caller: string, options: Json) =>
        show(options, await ask(method, `/api/blocked-callers/${encodeURIComponent(caller)}`, {})),
      );
  }
  judgeCommand(numbers, context);
  emergencyCommands(program, context, (options, order) =>
    ask('PUT', '/api/emergency', order).then((view) => show(options, view)),
  );
}

const place = (number: string): string => `/api/numbers/${encodeURIComponent(number)}`;

function judgeCommand(numbers: Command, context: Context): void {
  context
    .json(numbers.command('judge').description('whether a number might be called now; it is not called'))
    .argument('<number>', 'as somebody might give it')
    .option('--from <number>', 'the number that would be shown')
    .action(async (to: string, { from, ...options }: Json & { readonly from?: string }) => {
      const request = { method: 'POST', path: '/api/outbound/judgements', body: { to, from: from ?? null } } as const;
      const judged = await context.client.ask(request, judgementView);
      context.show(options, judged, () => [
        judged.verdict === 'allowed'
          ? `${judged.number ?? ''} may be called, showing ${judged.shown ?? ''}.`
          : `It may not be called: ${judged.why ?? ''}.`,
      ]);
    });
}

type Order = { readonly kind: 'none' } | { readonly kind: 'closed' | 'swapped'; readonly flow: string };
type Switch = (options: Json, order: Order) => Promise<void>;

function emergencyCommands(program: Command, context: Context, order: Switch): void {
  const emergency = program
    .command('emergency')
    .description('closes the centre, or serves every new call by another flow');
  context
    .json(emergency.command('close').description('from now on every new call hears one flow that says so'))
    .option('--flow <flow>', `the flow that says so (${closingFlow})`)
    .action(({ flow = closingFlow, ...options }: Json & { readonly flow?: string }) =>
      order(options, { kind: 'closed', flow }),
    );
  context
    .json(emergency.command('swap').description('from now on every new call is served by this flow'))
    .argument('<flow>')
    .action((flow: string, options: Json) => order(options, { kind: 'swapped', flow }));
  context
    .json(emergency.command('end').description('new calls are served as before'))
    .action((options: Json) => order(options, { kind: 'none' }));
}

function receptionLines({ numbers, blocked, emergency }: ReceptionView): string[] {
  const rows = numbers.map(({ number, flow }) => [number, flow]);
  const state =
    emergency.kind === 'none'
      ? 'No emergency.'
      : `EMERGENCY since ${new Date(emergency.since).toISOString()} by ${emergency.by}: every new call ${
          emergency.kind === 'closed' ? 'hears' : 'is served by'
        } the flow ${emergency.flow}.`;
  return [
    harmless(state),
    ...(rows.length === 0 ? ['Every number leads to the flow whose entry it is.'] : table(['NUMBER', 'FLOW'], rows)),
    blocked.length === 0 ? 'Nobody is blocked.' : `Blocked: ${blocked.join(', ')}.`,
  ];
}
