// What became true, kept: the journal on the local disk and the shipper that carries facts to the record.

export { allCalls, placedBefore, summaryKinds, summaryOf } from './call-summary.ts';
export type { CallFilters, CallPlace, CallSummary } from './call-summary.ts';
export { JournalFault } from './journal-fault.ts';
export type { JournalFaultCode } from './journal-fault.ts';
export { journalLimits, openJournal } from './journal.ts';
export type { Journal, JournalHealth, JournalLimits, JournalOptions, JournalStatus } from './journal-model.ts';
export type { CallQuery, Disk, FactRecord, FactSink, TraceRecord } from './ports.ts';
export { startForgetting } from './forgetting.ts';
export type { Forgetting } from './forgetting.ts';
export type { FactBatch } from './reader.ts';
export { startShipper } from './shipper.ts';
export type { Shipper, ShipperParts, ShipperStatus } from './shipper.ts';
export type { Outage, ShipperState } from './shipping.ts';
