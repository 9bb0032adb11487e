// The shapes of names that people write: one definition for the interface, the command line and the screens.
// Not here: what they name.

import { z } from 'zod';

/** A name as Fil has them: a Latin letter or `_`, then letters, digits, `_`. */
export const queueNameText = z
  .string()
  .max(80)
  .regex(/^[A-Za-z_À-ÖØ-öø-ɏ][A-Za-z_À-ÖØ-öø-ɏ0-9]*$/, 'must be a letter or _, then letters, digits and _');

/** The user name of a phone; it becomes part of a SIP address, so nothing in it may have a meaning there. */
export const phoneText = z.string().regex(/^[a-z0-9-]{3,40}$/, 'must be 3 to 40 of a-z, 0-9 and -');

/** An agent's identity as we gave it. */
export const agentIdText = z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'must be an agent’s id');

/** What one line of a screen can show: no control or format characters, no white space at the ends. */
const printable = (lengthMax: number) =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'must be printable')
    .refine((text) => text.trim() === text, 'must not begin or end with a space');

export const agentNameText = printable(80);
export const reasonText = printable(80);

/** The name of a skill, as `skill(...)` of a flow names it. */
export const skillText = queueNameText;

/** A language tag: `fr-FR`, or `fr` for all of its regions. */
export const languageText = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language such as fr or fr-FR');

/** A class of musiconhold.conf. */
export const musicText = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 of letters, digits, - and _');

/** Where flows are deployed to. */
export const environmentText = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, and not begin with -');

/** SHA-256 in hexadecimal. */
export const digestText = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** Who did something, and why, as a screen shows it in one line. */
export const personText = printable(80);
export const lineText = printable(500);

/** A telephone number in E.164. */
export const phoneNumberText = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be in E.164, such as +33180001122');

/** The name of a flow, with the folder of its file where it has one. */
export const flowNameText = z
  .string()
  .max(160)
  .regex(/^[A-Za-z_À-ÖØ-öø-ɏ][A-Za-z_À-ÖØ-öø-ɏ0-9./]*$/, 'must be the name of a flow');
