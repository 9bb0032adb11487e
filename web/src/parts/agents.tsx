// Agents: who is free, who talks with whom, who is away, since when. In one order, so that each is found at their place.

import type { LiveAgent } from '../../../src/api/contract/index.ts';
import { liveKeys, signedInReason } from '../../../src/api/contract/index.ts';
import type { Board } from '../live/board.ts';
import { figuresOf, inOrder, talkPartOf } from '../live/figures.ts';
import { useSpeech } from '../language.tsx';
import { Ago, Left } from '../time.tsx';
import { callerText, fill } from '../words/index.ts';
import { Disc, type IconName, type Tone } from './icons.tsx';
import { Nothing, Panel } from './panel.tsx';
import classes from './rows.module.css';

export function AgentsPanel({ board }: { readonly board: Board }) {
  const { words, language, count } = useSpeech();
  const { title, none, noneNote, signedIn } = words.agents;
  const agents = inOrder(board.agent.values(), language);
  return (
    <Panel title={title} summary={agents.length === 0 ? '' : count(signedIn, figuresOf(board).signedInCount)}>
      {agents.length === 0 && <Nothing text={none} note={noneNote} />}
      <ul className={classes['rows']} data-testid="agents">
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} board={board} />
        ))}
      </ul>
    </Panel>
  );
}

const looks = {
  offline: ['away', 'faint'],
  notReady: ['pause', 'grey'],
  ready: ['ready', 'green'],
  reserved: ['ringing', 'violet'],
  talking: ['talking', 'blue'],
  wrapUp: ['writing', 'teal'],
  notResponding: ['alert', 'red'],
} as const satisfies Readonly<Record<LiveAgent['state'], readonly [IconName, Tone]>>;

function AgentRow({ agent, board }: { readonly agent: LiveAgent; readonly board: Board }) {
  const { words } = useSpeech();
  const [icon, tone] = looks[agent.state];
  const away = agent.state === 'offline';
  const part = talkPartOf(board, agent);
  return (
    <li
      className={classes['row']}
      data-tone={tone}
      data-agent={agent.name}
      data-state={agent.state}
      data-talk={part?.doing}
      data-away={away ? '' : undefined}
    >
      <Disc name={icon} tone={tone} />
      <div>
        <div className={classes['main']}>{agent.name}</div>
        <div className={classes['detail']}>
          <span className={classes['state']}>
            {part === null ? words.state[agent.state] : fill(words.talk[part.doing], { other: part.other ?? '' })}
          </span>
          {part?.voice === 'muted' && ` · ${words.talk.muted}`}
          <Details agent={agent} board={board} />
        </div>
      </div>
      <div className={classes['times']}>
        {away ? null : <Ago since={agent.since} className={`${classes['since'] ?? ''} clock`} />}
      </div>
    </li>
  );
}

/** Why, with whom, how much longer. */
function Details({ agent, board }: { readonly agent: LiveAgent; readonly board: Board }) {
  const { words } = useSpeech();
  const call = agent.call === null ? undefined : board.call.get(liveKeys.call(agent.call));
  const caller = call === undefined ? null : call.caller === null ? words.calls.withheld : callerText(call.caller);
  const whom = { talking: words.agents.with, reserved: words.agents.rings, wrapUp: words.agents.after };
  const reason = agent.reason === signedInReason ? words.reason.signedIn : agent.reason;
  const { state } = agent;
  return (
    <>
      {reason !== null && ` · ${reason}`}
      {agent.endsAt !== null && (
        <span className="clock">
          {' · '}
          <Left at={agent.endsAt} show={(time) => fill(words.agents.endsIn, { time })} />
        </span>
      )}
      {(state === 'talking' || state === 'reserved' || state === 'wrapUp') &&
        caller !== null &&
        ` · ${fill(whom[state], { caller })}`}
    </>
  );
}
