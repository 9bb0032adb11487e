// The page's few icons, drawn in lines of the colour of their text. They stand beside a word that says the same.

import type { ReactNode } from 'react';
import classes from './icons.module.css';

const shapes = {
  arriving: <path d="M4 12h12m-5-5 5 5-5 5M20 5v14" />,
  prompt: <path d="M4 10v4h4l5 4V6L8 10zm12-1.500a5 5 0 0 1 0 7m2.500-9.500a9 9 0 0 1 0 12" />,
  pause: <path d="M9 6v12m6-12v12" />,
  keypad: (
    <path
      d="M6 5.500v.01m6-.01v.01m6-.01v.01m-12 5.990v.01m6-.01v.01m6-.01v.01m-12 5.990v.01m6-.01v.01m6-.01v.01"
      strokeWidth={3.4}
    />
  ),
  waiting: <path d="M12 7v5l3.500 2M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z" />,
  talking: <path d="M4 5h11v8H9l-3 3v-3H4zm14 4h2v8h-2v3l-3-3h-4" />,
  ending: <path d="m7 7 10 10m0-10L7 17" />,
  ready: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  ringing: (
    <path d="M12 4c-3.300 0-5 2.300-5 5.500V14l-2 2.500h14L17 14V9.500C17 6.300 15.300 4 12 4zm-2 14.500a2 2 0 0 0 4 0M3.500 8a7 7 0 0 1 2-4m15 4a7 7 0 0 0-2-4" />
  ),
  writing: <path d="m5 19 1-4L16 5l3 3L9 18zm9-12 3 3" />,
  alert: <path d="M12 4 2.800 19.500h18.400zm0 6v4.500m0 2.700v.01" />,
  away: <path d="M6 12h12" />,
  sun: (
    <path d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0-5v1.500m0 15V21M3 12h1.500m15 0H21M5.600 5.600l1.100 1.100m10.600 10.600 1.100 1.100m0-12.800-1.100 1.100M6.700 17.300l-1.100 1.100" />
  ),
  moon: <path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z" />,
  leave: <path d="M14 5H5v14h9m-4-7h11m-4-4 4 4-4 4" />,
  queue: <path d="M5 7h14M5 12h14M5 17h8" />,
  agent: <path d="M12 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM5 20c0-4 3-6 7-6s7 2 7 6" />,
  call: (
    <path d="M6 4h3.500l1.500 5-2 1.500a11 11 0 0 0 4.500 4.500l1.500-2 5 1.500V18a2 2 0 0 1-2 2A14.500 14.500 0 0 1 4 6a2 2 0 0 1 2-2z" />
  ),
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={classes['icon']} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

export type Tone = 'grey' | 'green' | 'blue' | 'amber' | 'violet' | 'teal' | 'red' | 'faint';

/** An icon on a disc of its tone: what is seen first from far away. */
export const Disc = ({ name, tone }: { readonly name: IconName; readonly tone: Tone }) => (
  <span className={classes['disc']} data-tone={tone}>
    <Icon name={name} />
  </span>
);
