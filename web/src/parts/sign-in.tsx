// The form to sign in with the token. Not here: what signing in is (src/api/sessions.ts).

import { Alert, Button, PasswordInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { type SignInOutcome, signIn } from '../live/session.ts';
import { useSpeech } from '../language.tsx';
import type { Words } from '../words/index.ts';
import { LanguageSwitch } from './language-switch.tsx';
import classes from './sign-in.module.css';

/** Why somebody is not signed in, as a key of the words. */
export type Complaint = Extract<keyof Words['signIn'], 'wrong' | 'linkUsed' | 'failed' | 'originRefused' | 'over'>;

export interface SignInProps {
  readonly complaint: Complaint | null;
  readonly onSignedIn: () => void;
}

const complaints = { refused: 'wrong', originRefused: 'originRefused', unknown: 'failed' } as const satisfies Record<
  Exclude<SignInOutcome, 'taken'>,
  Complaint
>;

export function SignInForm({ complaint, onSignedIn }: SignInProps) {
  const { words } = useSpeech();
  const [token, setToken] = useState('');
  const [said, setSaid] = useState<Complaint | null>(complaint);
  const [phase, setPhase] = useState<'typing' | 'sending'>('typing');
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setPhase('sending');
    const outcome = await signIn({ kind: 'token', token: token.trim() });
    setPhase('typing');
    if (outcome === 'taken') onSignedIn();
    else setSaid(complaints[outcome]);
  };
  const { title, intro, token: label, where, enter } = words.signIn;
  return (
    <main className={classes['screen']}>
      <form className={classes['form']} onSubmit={(event) => void submit(event)}>
        <div className={classes['top']}>
          <h1 className={classes['title']}>Carillon</h1>
          <LanguageSwitch labels={{ fr: 'Français', en: 'English' }} />
        </div>
        <h2 className={classes['what']}>{title}</h2>
        <p className={classes['intro']}>{intro}</p>
        {said !== null && (
          <Alert color="red" variant="outline" role="alert" className={classes['said']}>
            {words.signIn[said]}
          </Alert>
        )}
        <PasswordInput
          label={label}
          description={where}
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          classNames={{ description: classes['where'] ?? '' }}
        />
        <Button type="submit" color="indigo.9" fullWidth mt="md" loading={phase === 'sending'}>
          {enter}
        </Button>
      </form>
    </main>
  );
}
