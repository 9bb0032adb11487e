// Why a number outside is not called, in words for whoever asked. Not here: who decides it (src/outbound/gate.ts), HTTP.

import type { NumberRefused } from '../conversation/index.ts';

/** A sentence for each reason. */
export const numberRefusals: Readonly<Record<NumberRefused, string>> = {
  malformed: 'This is not written as a telephone number.',
  notANumber: 'No country has such a number.',
  satellite: 'Satellite numbers are not called.',
  premium: 'Premium numbers are not called.',
  personal: 'Personal numbers that lead anywhere are not called.',
  special: 'Shared-cost, directory and other special numbers are not called.',
  country: 'Numbers of this country are not called from here.',
  blocked: 'This number is on the list of those that are never called.',
  own: 'This is one of our own numbers.',
  callerId: 'The number to be shown is not one of ours.',
  header: 'What was to go with the call cannot be sent.',
  noTrunk: 'No trunk takes calls to numbers outside now.',
  noRate: 'What a call to this number costs is not known.',
  night: 'As many calls as may be were placed tonight.',
  tooFast: 'Too many calls are being placed at this moment.',
  tooMany: 'As many calls to numbers outside as may be are under way.',
  spend: 'What may be spent on calls today, or on one, is used up.',
};
