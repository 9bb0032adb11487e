// Effects in the words of the timeline notation.

import type { Value } from '../../src/dsl/index.ts';
import type { IvrEffect, NeedsFor, Said } from '../../src/ivr/index.ts';

/** What is noticed of an effect. */
export function spelled(effect: Exclude<IvrEffect, { kind: 'timer' }>): readonly string[] {
  switch (effect.kind) {
    case 'play':
      return effect.said.map((one) => `${one.as === 'say' ? 'play' : one.as} ${one.prompt}${given(one)}`);
    case 'tell':
      return effect.said.map((one) => `${effect.how === 'heard' ? 'tell' : 'show'} ${one.prompt}${given(one)}`);
    case 'joinQueue':
      return [`join ${effect.queue} ${effect.priority}${needs(effect.requirements)}`];
    case 'updateQueue':
      return [`now ${effect.priority}${needs(effect.requirements)}`];
    case 'leaveQueue':
      return [`leave ${effect.why}`];
    case 'enterWaitingRoom':
      return [`music ${effect.music ?? 'own'}`];
    case 'leaveWaitingRoom':
      return ['music ends'];
    case 'request':
      return [
        `${effect.answer === 'ignored' ? 'tell service' : 'request'} ${effect.service}.${effect.operation}${written(effect.arguments)}`,
      ];
    case 'cancelRequest':
      return ['cancel'];
    case 'comfort':
      return [`comfort ${effect.action}`];
    case 'record':
      return [`record ${effect.maxMs / 1000}s`];
    case 'endRecord':
      return ['end record'];
    case 'dropRecord':
      return ['drop record'];
    case 'keepVoicemail':
      return [`keep ${effect.voicemail} in ${effect.queue ?? 'environment'}`];
    case 'transfer':
      return [`transfer ${effect.to}`];
    case 'endTransfer':
      return ['end transfer'];
    case 'schedule':
      return [
        `callback ${effect.to} in ${effect.queue}${effect.position.kind === 'keep' ? ' keeping' : ''}${when(effect.when)}`,
      ];
    case 'send':
      return [`${effect.medium} ${effect.to} ${effect.said.prompt}`];
    case 'consent':
      return [`consent ${effect.what} ${effect.to}${effect.purpose === null ? '' : ` ${effect.purpose}`}`];
    case 'recording':
      return [`recording ${effect.action}`];
    case 'openScript':
      return [`script ${effect.script}${written(effect.arguments)}`];
    case 'askAgent':
      return [`ask ${effect.question}${effect.correction === null ? '' : ` again "${effect.correction}"`}`];
    case 'offerObjections':
      return [`buttons ${effect.texts.join(' | ')}`];
    case 'returned':
      return [`returns ${JSON.stringify(effect.value)}`];
    case 'end':
      return [`end ${effect.how}`];
    case 'answer':
    case 'stop':
    case 'bridge':
      return [effect.kind];
  }
}

const given = ({ arguments: values }: Pick<Said, 'arguments'>): string => written(values);

function written(values: Readonly<Record<string, Value>>): string {
  const all = Object.entries(values).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return all.length === 0 ? '' : `(${all.join(', ')})`;
}

const needs = (requirements: readonly NeedsFor[]): string =>
  requirements
    .map(({ needs: { languages, skills }, lastsMs }) => {
      const all = [...languages, ...skills.map(({ skill, level }) => `${skill}:${level}`)].join('+');
      return ` needs ${all}${lastsMs === null ? '' : ` for ${lastsMs / 1000}s`}`;
    })
    .join('');

function when(at: Extract<IvrEffect, { kind: 'schedule' }>['when']): string {
  if (at.kind === 'now') return '';
  return at.kind === 'day' ? ` on ${at.date}` : ` at ${new Date(at.at).toISOString()}`;
}
