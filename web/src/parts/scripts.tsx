// The scripts that agents have before them: what to say, and the one thing to fill in or choose. Not here: what a script asks.

import { Alert, Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useState } from 'react';
import type { LiveScript, ScriptAnswerGiven, ScriptView } from '../../../src/api/contract/index.ts';
import type { Board } from '../live/board.ts';
import { answerScript, askScript, typedValue } from '../live/scripts.ts';
import { useSpeech } from '../language.tsx';
import { fill } from '../words/index.ts';
import { Panel } from './panel.tsx';
import classes from './scripts.module.css';

/** Nothing at all while nobody has a script: most centres never have one. */
export function ScriptsPanel({ board }: { readonly board: Board }) {
  const { words, count } = useSpeech();
  if (board.script.size === 0) return null;
  return (
    <Panel title={words.scripts.title} summary={count(words.scripts.open, board.script.size)}>
      {[...board.script.values()].map((script) => (
        <Script key={script.id} live={script} agent={board.agent.get(`agent/${script.agent ?? ''}`)?.name ?? null} />
      ))}
    </Panel>
  );
}

function Script({ live, agent }: { readonly live: LiveScript; readonly agent: string | null }) {
  const { words } = useSpeech();
  const [view, setView] = useState<ScriptView | null>(null);
  const [said, setSaid] = useState<'nothing' | 'failed'>('nothing');
  const { id, version } = live;
  useEffect(() => {
    let phase: 'mounted' | 'gone' = 'mounted';
    void askScript(id).then((known) => {
      if (phase === 'mounted' && known !== null) setView(known);
    });
    return () => {
      phase = 'gone';
    };
  }, [id, version]);
  const answer = (body: ScriptAnswerGiven): void => {
    void answerScript(id, body).then((after) => {
      setSaid(after === 'failed' ? 'failed' : 'nothing');
      if (after !== 'failed') setView(after);
    });
  };
  return (
    <article className={classes['script']} data-script={live.script} data-testid="script">
      <h3 className={classes['title']}>
        {agent === null ? live.script : fill(words.scripts.of, { script: live.script, agent })}
      </h3>
      <div className={classes['lines']} aria-live="polite">
        {view?.lines.map((line, place) => (
          <p key={place}>{line}</p>
        ))}
      </div>
      {said === 'failed' && (
        <Alert color="red" variant="outline" role="alert">
          {words.scripts.failed}
        </Alert>
      )}
      {view !== null && view.task !== null && <Task key={view.task.field} task={view.task} answer={answer} />}
    </article>
  );
}

type FieldValue = Extract<ScriptAnswerGiven, { kind: 'field' }>['value'];

interface TaskProps<Kind extends string> {
  readonly task: Extract<NonNullable<ScriptView['task']>, { kind: Kind }>;
  readonly answer: (body: ScriptAnswerGiven) => void;
}

function Task({ task, answer }: TaskProps<'field' | 'objections'>) {
  return task.kind === 'field' ? <Field task={task} answer={answer} /> : <Objections task={task} answer={answer} />;
}

function Objections({ task, answer }: TaskProps<'objections'>) {
  const { words } = useSpeech();
  const { field, texts } = task;
  return (
    <div className={classes['choices']}>
      {texts.map((text, objection) => (
        <Button key={text} variant="default" onClick={() => answer({ kind: 'objection', field, objection })}>
          {text}
        </Button>
      ))}
      <Button color="indigo.9" onClick={() => answer({ kind: 'continue', field })}>
        {words.scripts.goOn}
      </Button>
    </div>
  );
}

function Field({ task, answer }: TaskProps<'field'>) {
  const { words } = useSpeech();
  const { field, text, form, correction } = task;
  const give = (value: FieldValue): void => answer({ kind: 'field', field, value });
  return (
    <div>
      <p className={classes['question']}>{text}</p>
      {correction !== null && (
        <p className={classes['correction']}>{correction === '' ? words.scripts.wrong : correction}</p>
      )}
      {form.kind === 'choice' ? (
        <div className={classes['choices']}>
          {form.choices.map(({ value, label }) => (
            <Button key={String(value)} variant="default" onClick={() => give(value)}>
              {typeof value === 'boolean' ? words.scripts[value ? 'yes' : 'no'] : label}
            </Button>
          ))}
        </div>
      ) : (
        <ValueForm type={form.type} label={text} give={give} />
      )}
      {task.answer === 'optional' && (
        <Button variant="default" onClick={() => give(null)}>
          {words.scripts.leaveEmpty}
        </Button>
      )}
    </div>
  );
}

interface ValueFormProps {
  readonly type: string;
  readonly label: string;
  readonly give: (value: ReturnType<typeof typedValue>) => void;
}

/** What a browser offers for a type of the language; text for the rest. */
const inputs: Readonly<Record<string, string>> = { Date: 'date', Time: 'time', DateTime: 'datetime-local' };

function ValueForm({ type, label, give }: ValueFormProps) {
  const { words } = useSpeech();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    give(typedValue(type, text));
  };
  return (
    <form className={classes['choices']} onSubmit={submit}>
      <TextInput
        aria-label={label}
        type={inputs[type] ?? 'text'}
        required
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" color="indigo.9">
        {words.scripts.give}
      </Button>
    </form>
  );
}
