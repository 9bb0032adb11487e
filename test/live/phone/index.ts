// The test phone: what tests import. See phone-types.ts for what each part promises.

export { PhoneFault } from './phone-fault.ts';
export { samples, silence, tone } from './outgoing-sound.ts';
export { startPhone } from './phone.ts';
export type { OutgoingSound } from './outgoing-sound.ts';
export type { PhoneFaultCode } from './phone-fault.ts';
export type {
  AudioPacket,
  CallEnd,
  CallState,
  Codec,
  DialOptions,
  DigitMode,
  GapOptions,
  Heard,
  NetAddress,
  Phone,
  PhoneCall,
  PhoneOptions,
  ReceivedDigit,
  SentDigit,
  SipRecord,
  StreamCounts,
  WaitLimit,
  Window,
} from './phone-types.ts';
