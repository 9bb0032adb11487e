// What was recorded, kept and found again.

export { diskRecordings } from './disk-shelf.ts';
export { keepingTransition, madeBy } from './keeping.ts';
export type { Keeping, KeepingDecision, KeepingEvent, MadeRecording } from './keeping.ts';
export type {
  IndexedRecording,
  KeptFile,
  KeptRecording,
  Made,
  Marks,
  RecordingIndex,
  RecordingShelf,
  RecordingSource,
  RecordingState,
  VoicemailQuery,
} from './ports.ts';
export { keepingKey, startRecordings } from './recordings.ts';
export type { Recordings, RecordingsParts } from './recordings.ts';
export { assemble } from './assemble.ts';
