// What a call that joins, or an agent, is when a test says nothing of it: no requirements, no abilities, no earlier place.

/** Of the event `callJoined`. */
export const plainJoin = { requirements: [], connect: 'direct', since: null } as const;

/** Of a waiting call. */
export const plainWaiting = { requirements: [], connect: 'direct' } as const;

/** Of an agent. */
export const noAbilities = { languages: [], skills: [] } as const;
