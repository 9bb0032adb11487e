// GET and POST /api/deployments; GET and PUT /api/versions/:hash, POST /api/versions/:hash/preparation; POST /api/audio-files/missing,
// PUT /api/audio-files/:digest: what `carillon deploy` and `rollback` ask for.

import { createHash } from 'node:crypto';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { type ProgramHash, programHash } from '../../base/ids.ts';
import { type Alias, type Deployments, type OrderOutcome, shortHash } from '../../deploy/index.ts';
import {
  type AliasView,
  type DeploymentList,
  type MoveMade,
  audioDigests,
  audioMissing,
  audioParams,
  deployOrder,
  deploymentList,
  deploymentQuery,
  directoryHash,
  moveMade,
  preparation,
  versionBody,
  versionParams,
  versionProgram,
  versionTaken,
} from '../contract/index.ts';
import { Refusal } from '../errors.ts';
import type { ControlRoom } from '../ports.ts';

/** The largest recording: that of the compiler's largest. */
const audioBytesMax = 20_000_000;
/** The largest version: its program as a JSON text within JSON. */
const versionBytesMax = 24_000_000;

/** The routes of deployments. */
export const deploymentRoutes =
  (room: ControlRoom): FastifyPluginCallbackZod =>
  (api, options, done) => {
    const { deploying } = room;
    const list = { schema: { querystring: deploymentQuery, response: { 200: deploymentList } } };
    api.get('/deployments', list, async ({ query }) => listOf(await deploying.look(query.limit)));
    const order = { schema: { body: deployOrder, response: { 200: moveMade } } };
    api.post('/deployments', order, async ({ body }) => {
      const given = body.kind === 'rollback' ? body : { ...body, program: programHash(body.program) };
      return made(await deploying.order(given).catch(unsure));
    });
    versionRoutes(room)(api, options, done);
  };

const versionRoutes =
  ({ deploying }: ControlRoom): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    api.put(
      '/versions/:hash',
      {
        bodyLimit: versionBytesMax,
        schema: { params: versionParams, body: versionBody, response: { 200: versionTaken } },
      },
      async ({ params, body }) => {
        const state = await deploying.take({ hash: programHash(params.hash), ...body });
        if (state === 'audioMissing') throw new Refusal('audioMissing');
        if (state === 'broken') throw new Refusal('versionBroken');
        if (state === 'otherCompiler') throw new Refusal('compilerOther');
        return { state };
      },
    );
    const program = { schema: { params: versionParams, response: { 200: versionProgram } } };
    api.get('/versions/:hash', program, async ({ params }) => {
      const found = await deploying.program(programHash(params.hash));
      if (found === null) throw new Refusal('versionUnknown');
      return { program: JSON.stringify(found) };
    });
    api.post(
      '/versions/:hash/preparation',
      { schema: { params: versionParams, response: { 200: preparation } } },
      async ({ params }) => {
        const outcome = await deploying.prepare(params.hash === directoryHash ? null : programHash(params.hash));
        if (outcome.kind === 'refused') throw new Refusal('notServable', `It cannot be served: ${outcome.why}`);
        return { state: outcome.kind };
      },
    );
    audioRoutes(deploying)(api, _options, done);
  };

const audioRoutes =
  (deploying: ControlRoom['deploying']): FastifyPluginCallbackZod =>
  (api, _options, done) => {
    const missing = { schema: { body: audioDigests, response: { 200: audioMissing } } };
    api.post('/audio-files/missing', missing, async ({ body }) => ({
      missing: [...(await deploying.missingAudio(body.digests))],
    }));
    api.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, bytes, parsed) => {
      parsed(null, bytes);
    });
    api.put(
      '/audio-files/:digest',
      { bodyLimit: audioBytesMax, schema: { params: audioParams } },
      async ({ params, body }, reply) => {
        const isTrue = body instanceof Uint8Array && createHash('sha256').update(body).digest('hex') === params.digest;
        if (!isTrue) throw new Refusal('audioBroken');
        await deploying.keepAudio(params.digest, body);
        return reply.code(204).send();
      },
    );
    done();
  };

function listOf({ environment, moves, origins, rollback, live }: Deployments): DeploymentList {
  const { seq, stable, behind, alias } = live;
  return {
    environment,
    moves: moves.map(({ alias: moved, ...rest }) => ({ ...rest, ...aliasOf(moved) })),
    versions: origins.map((origin) => ({ ...origin })),
    rollback: rollback === null ? null : aliasOf(rollback),
    serving: { seq, stable, behind, canary: alias.canary },
  };
}

const aliasOf = ({ stable, canary }: Alias): AliasView => ({ stable, canary });

function made(outcome: OrderOutcome): MoveMade {
  switch (outcome.kind) {
    case 'moved':
      return { ...outcome, alias: aliasOf(outcome.alias), before: aliasOf(outcome.before) };
    case 'unchanged':
      return { ...outcome, alias: aliasOf(outcome.alias), before: aliasOf(outcome.alias) };
    case 'overtaken':
      throw new Refusal('overtaken', overtakenBy(outcome.by));
    case 'otherEnvironment':
      throw new Refusal('environmentOther', `This controller serves ${outcome.serves} and nothing else.`);
    case 'unprepared':
      throw new Refusal('notPrepared', `${named(outcome.program)} is not ready to be served.`);
    case 'nothingBefore':
      throw new Refusal('nothingBefore');
  }
}

const named = (program: ProgramHash | null): string =>
  program === null ? 'The flows directory' : `Version ${shortHash(program)}`;

function overtakenBy(move: (OrderOutcome & { kind: 'overtaken' })['by']): string {
  if (move === null) return 'Nothing is deployed, although something was expected to be.';
  return `${move.by} moved it meanwhile (deployment ${move.seq}: ${move.why}).`;
}

/** An order that the record did not answer to may have been kept all the same: nobody may be told that it was not. */
function unsure(fault: unknown): never {
  if (fault instanceof Error && 'retryable' in fault && fault.retryable === true) throw new Refusal('deploymentUnsure');
  throw fault;
}
