// The frame of calls, queues and agents: a heading with a summary, and a part that scrolls by itself.

import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, summary, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <header className={classes['head']}>
        <h2 id={id} className={classes['title']}>
          {title}
        </h2>
        <p className={classes['summary']}>{summary}</p>
      </header>
      {/* Reached by the keyboard, so that it can be scrolled without a mouse. */}
      <div className={classes['body']} tabIndex={0} role="region" aria-labelledby={id}>
        {children}
      </div>
    </section>
  );
}

/** What stands where rows would be. */
export const Nothing = ({ text, note }: { readonly text: string; readonly note: string }) => (
  <div className={classes['nothing']}>
    <p>{text}</p>
    <p>{note}</p>
  </div>
);
