// What a queue becomes: the wait itself, and the blocks inside it, which end with `resumeWait`. Not here: other statements.

import { present } from '../base/assert.ts';
import type { Outcome, QueueNode } from './ast.ts';
import type { Label } from './assembler.ts';
import { afterThatLeaves } from './check/queue-ways.ts';
import { compileExpression, compilePrompt } from './compile-expressions.ts';
import { compileKeys } from './compile-inputs.ts';
import { Blocks } from './compile-parts.ts';
import type { Site } from './compile-parts.ts';
import { defaults } from './defaults.ts';
import type { QueueOffer, QueueOp } from './program.ts';

export function compileQueue(node: QueueNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const inside = { ...site, afterLoop: null, asking: null };
  const stay = (outcome: Outcome): Label => blocks.label(outcome, 'resumeWait');
  const last = present(afterThatLeaves(node, site.flow.graph), 'the `after` of a checked queue');
  const after = stay(last.outcome);
  const meanwhile = node.after
    .filter((each) => each !== last)
    .map(({ wait, outcome }) => ({ waitMs: wait.value, label: stay(outcome) }));
  const every = node.every.map(({ wait, block }) => ({
    everyMs: wait.value,
    label: stay({ kind: 'block', block, span: block.span }),
  }));
  const offers = node.offers.map((offer) => ({
    offer,
    keys: compileKeys(offer.input.keys, (key) => stay(key.outcome), project),
  }));
  const connect = node.connect && stay({ kind: 'block', block: node.connect.block, span: node.connect.span });
  const closed = present(blocks.handled(node.handlers, 'closed'), '`on closed` of a checked queue');
  const noAgent = present(blocks.handled(node.handlers, 'no agent'), '`on no agent` of a checked queue');
  const full = blocks.handled(node.handlers, 'full') ?? noAgent;
  code.emitWith((at) => ({
    op: 'queue',
    queue: node.name.text,
    ...said(node, site),
    after: { waitMs: last.wait.value, target: at(after) },
    meanwhile: meanwhile.map(({ waitMs, label }) => ({ waitMs, target: at(label) })),
    every: every.map(({ everyMs, label }) => ({ everyMs, target: at(label) })),
    offers: offers.map(({ offer, keys }): QueueOffer => ({
      name: offer.prompt.kind === 'prompt' ? offer.prompt.name.text : 'text',
      prompt: compilePrompt(offer.prompt, project),
      when: offer.when && compileExpression(offer.when, project),
      afterMs: offer.after?.value ?? 0,
      waitMs: offer.input.wait?.value ?? defaults.offerWaitMs,
      keys: keys(at),
    })),
    connect: connect && at(connect),
    closed: at(closed),
    full: at(full),
    noAgent: at(noAgent),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write(inside);
}

function said(node: QueueNode, { project }: Site): Pick<QueueOp, 'priority' | 'require' | 'greet' | 'music'> {
  return {
    priority: node.priority && compileExpression(node.priority, project),
    require: node.require.map(({ needs, lasts }) => ({
      needs: compileExpression(needs, project),
      lastsMs: lasts?.value ?? null,
    })),
    greet: node.greet && compilePrompt(node.greet, project),
    music: node.music?.text ?? null,
  };
}
