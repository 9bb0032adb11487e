// The sounds of the live tests, by what they mean: one distinct tone per prompt and per person.

/** Hertz. No tone is near another or near a multiple of one, so that none is taken for another. */
export const tones = {
  fallback: 480,
  music: 350,
  bienvenue: 450,
  menuPrincipal: 600,
  menuBis: 710,
  menuTer: 830,
  renseignement: 970,
  demandeNumero: 1090,
  miseEnAttente: 1230,
  merci: 1370,
  personne: 1490,
  auRevoir: 1610,
  // The flow of messages has no files of its own.
  laissezMessage: 1230,
  messageGarde: 1370,
  rienDit: 1490,
  appelEnregistre: 450,
  votreCode: 1090,
  callerInPause: 2_310,
  agentInPause: 2_490,
  caller: 1750,
  agent: 1930,
  otherAgent: 2110,
} as const;

/** How long each prompt's tone lasts, in milliseconds; the menu is long enough to be interrupted. */
export const promptLengthsMs: Readonly<Record<string, number>> = {
  'tone-450.wav': 800,
  'tone-600.wav': 3_000,
  'tone-710.wav': 1_000,
  'tone-830.wav': 1_000,
  'tone-970.wav': 1_000,
  'tone-1090.wav': 1_500,
  'tone-1230.wav': 1_000,
  'tone-1370.wav': 1_000,
  'tone-1490.wav': 1_000,
  'tone-1610.wav': 1_000,
};
