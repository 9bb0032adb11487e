// A conversation as the interface and the live page show it: pure. Numbers are masked. Not here: HTTP.

import { type Called, type Talking, heldAtOf } from '../conversation/index.ts';
import type { ConversationView } from './contract/index.ts';
import { masked } from './masked.ts';

export function conversationViewOf(talk: Talking): ConversationView {
  const { call, lead, stage } = talk;
  return {
    call,
    state: conversationStateOf(talk),
    lead: lead.kind === 'nobody' ? null : { ...nameOf(lead), voice: lead.voice },
    other: otherOf(talk),
    heldAt: heldAtOf(stage),
  };
}

function otherOf({ stage }: Talking): ConversationView['other'] {
  if (stage.kind === 'calling') return { ...nameOf(stage.other), voice: 'open' };
  return 'other' in stage ? { ...nameOf(stage.other), voice: stage.other.voice } : null;
}

function conversationStateOf({ stage }: Talking): ConversationView['state'] {
  switch (stage.kind) {
    case 'together':
      return 'talking';
    case 'calling':
      return stage.then === 'connect' ? 'handingOver' : 'calling';
    case 'held':
    case 'consulting':
    case 'returned':
    case 'conference':
      return stage.kind;
  }
}

const nameOf = (who: Called): { readonly kind: Called['kind']; readonly name: string } => ({
  kind: who.kind,
  name: who.kind === 'agent' ? who.agent : (masked(who.number) ?? ''),
});
