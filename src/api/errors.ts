// Every refusal of the interface with its status and words: the only place that chooses an HTTP status.
// Not here: who refuses what.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Log } from '../base/log.ts';
import type { ErrorBody } from './contract/index.ts';

interface Entry {
  readonly status: number;
  readonly message: string;
  readonly hint?: string;
}

const entry = (status: number, message: string, hint?: string): Entry => ({
  status,
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** All refusals, by their stable code. */
export const refusals = {
  badRequest: entry(400, 'The request cannot be read.'),
  invalid: entry(400, 'The request does not have the shape that is needed.'),
  unauthorised: entry(401, 'The token is missing or wrong.', 'Send `Authorization: Bearer TOKEN`.'),
  linkUsed: entry(401, 'This link has been used or is too old.', 'Sign in with the token, or make another link.'),
  originRefused: entry(
    403,
    'The request comes from a page that is not ours.',
    'Name the page’s address in CARILLON_WEB_ORIGINS if it is.',
  ),
  pageMissing: entry(404, 'The live page was not built.', 'Run `npm run build` and start Carillon again.'),
  routeUnknown: entry(404, 'There is nothing at this address.', 'GET /api/openapi.json lists all addresses.'),
  agentUnknown: entry(404, 'There is no such agent.', 'GET /api/agents lists the agents.'),
  callUnknown: entry(404, 'There is no such call.', 'GET /api/calls finds calls.'),
  scriptUnknown: entry(404, 'There is no such script, or it is over.', 'GET /api/scripts lists those under way.'),
  scriptElsewhere: entry(409, 'The script waits for something else by now.', 'GET /api/scripts/ID says for what.'),
  callbackUnknown: entry(404, 'There is no such callback, or it is over.', 'GET /api/callbacks lists them.'),
  callbackTalks: entry(409, 'The person talks with an agent already.', 'The agent ends the call.'),
  traceUnknown: entry(
    404,
    'No trace of this call is kept.',
    'Traces are kept for CARILLON_TRACE_DAYS; GET /api/calls/CALL shows the facts.',
  ),
  versionUnknown: entry(404, 'There is no such version.', 'GET /api/deployments lists versions.'),
  recordingUnknown: entry(
    404,
    'There is no such recording.',
    'GET /api/voicemails lists messages; a recording is found once its call is over.',
  ),
  recordingSilent: entry(404, 'There is no sound of this recording.', 'Its state says why.'),
  conversationUnknown: entry(404, 'There is no such conversation.', 'GET /api/conversations lists those under way.'),
  notInConversation: entry(404, 'This agent is not in the conversation.'),
  targetUnknown: entry(404, 'There is no such agent or queue.', 'GET /api/agents and GET /api/queues list them.'),
  notLed: entry(409, 'No agent leads this conversation any more.'),
  notNow: entry(
    409,
    'The conversation is not in a state for this.',
    'GET /api/conversations/CALL shows its state; the manual says what can be done in which.',
  ),
  toSelf: entry(409, 'The agent leads this conversation already.', 'Choose another agent.'),
  agentBusy: entry(409, 'The agent is not ready.', 'Choose another agent, or hand the call over to a queue.'),
  queueClosed: entry(409, 'The queue is closed.', 'Choose another queue.'),
  queueFull: entry(409, 'As many callers wait in the queue as it may hold.', 'Choose another queue.'),
  queueUnserved: entry(409, 'No agent of the queue has signed in.', 'Choose another queue.'),
  noTrunk: entry(409, 'No trunk takes calls to numbers outside now.', 'Hand the call over to an agent or a queue.'),
  numberRefused: entry(
    409,
    'This number may not be called.',
    'POST /api/outbound/judgements says the same without calling; the file of CARILLON_OUTBOUND_FILE says what may be called.',
  ),
  callsLimited: entry(
    409,
    'No more calls to numbers outside may be placed now.',
    'Try again later, or hand the call over to an agent or a queue.',
  ),
  flowUnknown: entry(
    409,
    'What is deployed has no flow of this name that can answer calls.',
    'Write one without parameters, deploy it, then lead calls to it.',
  ),
  phoneTaken: entry(409, 'An agent with this phone exists already.', 'Choose another phone or remove that agent.'),
  queueUnknown: entry(409, 'One of the queues does not exist.', 'Make it first: PUT /api/queues/NAME.'),
  environmentOther: entry(
    409,
    'This controller serves another environment.',
    'Deploy through a controller that serves it.',
  ),
  overtaken: entry(
    409,
    'Somebody else deployed meanwhile.',
    'Look at GET /api/deployments, then deploy again if it still is wanted.',
  ),
  notPrepared: entry(
    409,
    'The version is not ready to be served.',
    'POST /api/versions/HASH/preparation until it says ready.',
  ),
  notServable: entry(409, 'The version cannot be served.'),
  nothingBefore: entry(409, 'There is nothing to go back to: nothing was deployed before.'),
  compilerOther: entry(
    409,
    'The flows were compiled by another version of Carillon.',
    'Deploy with the version that runs here.',
  ),
  audioMissing: entry(409, 'Recordings of this version were not sent.', 'PUT /api/audio-files/DIGEST for each.'),
  versionBroken: entry(400, 'The version is not what its hash says, or lacks recordings that it plays.'),
  audioBroken: entry(400, 'The recording is not what its digest says.'),
  notRecorded: entry(
    409,
    'The conversation of this call is not being recorded.',
    'A flow begins a recording, after it was announced.',
  ),
  signedOut: entry(409, 'The agent has not signed in.', 'Sign the agent in first.'),
  tooLarge: entry(413, 'The request is too large.', 'A body holds 64 kB at most.'),
  notJson: entry(415, 'The body must be JSON.', 'Send `Content-Type: application/json`.'),
  fault: entry(500, 'Carillon failed; the log says why.'),
  deploymentUnsure: entry(
    503,
    'The database does not answer: nothing else is served than before, unless the order reached the database in its last moment.',
    'GET /api/deployments says once it answers again.',
  ),
  crowded: entry(503, 'As many pages watch as there may be.', 'Close one that nobody looks at.'),
  unavailable: entry(503, 'Something Carillon depends on does not answer.', 'GET /readyz says what; try again later.'),
} as const satisfies Record<string, Entry>;

export type RefusalCode = keyof typeof refusals;

/** Ends a request with a refusal of the catalogue; `message` makes its sentence more precise. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly retryable = false;

  constructor(code: RefusalCode, message?: string) {
    super(message ?? refusals[code].message);
    this.code = code;
  }
}

/** Turns whatever ended a request into its answer; faults of ours are logged and never shown. */
export function refuseWith(log: Log) {
  return (fault: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = asRefusal(fault);
    const route = request.routeOptions.url ?? 'unknown';
    if (refusals[refusal.code].status >= 500) log.error('A request failed.', { method: request.method, route, fault });
    return reply.code(refusals[refusal.code].status).send(bodyOf(refusal));
  };
}

function bodyOf({ code, message }: Refusal): ErrorBody {
  const { hint }: Entry = refusals[code];
  return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** Fastify's own codes for requests that never reached a handler. */
const fastifyCodes: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'notJson',
};

function asRefusal(fault: FastifyError | Refusal): Refusal {
  if (fault instanceof Refusal) return fault;
  if (hasZodFastifySchemaValidationErrors(fault)) return new Refusal('invalid', sentence(fault));
  const known = fastifyCodes[fault.code];
  if (known !== undefined) return new Refusal(known);
  if (fault.statusCode !== undefined && fault.statusCode < 500) return new Refusal('badRequest');
  return new Refusal('retryable' in fault ? 'unavailable' : 'fault');
}

/** All that is wrong with a request at once, without repeating what was sent: it may be a secret. */
function sentence(fault: {
  readonly validation: readonly ValidationIssue[];
  readonly validationContext?: string | undefined;
}) {
  const parts = fault.validation.map((issue) => {
    const place = issue.instancePath.replace(/^\//, '').replaceAll('/', '.');
    return place === '' ? (issue.message ?? 'is wrong') : `${place}: ${issue.message ?? 'is wrong'}`;
  });
  return `The ${fault.validationContext ?? 'request'} is not what is needed: ${parts.join('; ')}.`;
}

interface ValidationIssue {
  readonly instancePath: string;
  readonly message?: string | undefined;
}
