// Deploying: versions of flows that never change, and which of them new calls get.

export { deployedOn, headOf, nothingDeployed, rollbackTarget, sameAlias } from './alias.ts';
export type { Alias, Move, RollbackTarget } from './alias.ts';
export { placeOf, preferenceOf } from './choose.ts';
export { decodeProgram } from './decode.ts';
export { VersionFault } from './library.ts';
export { openLiveVersions } from './live.ts';
export type { LiveParts } from './live.ts';
export type { LiveState, LiveVersions } from './live-model.ts';
export { carryOut, lookAt } from './orders.ts';
export type { Deployments, Order, OrderOutcome } from './orders.ts';
export type { DeploymentRecord, GateResult, GateTests, Head, NewMove, Origin, Shelf, Source } from './ports.ts';
export { openDeploying } from './deploying.ts';
export type { Deploying, OfferedVersion, Preparation, Taken } from './deploying.ts';
export { diskShelf } from './disk-shelf.ts';
export { audioFilesOf, isWhole, shortHash, versionOf } from './version.ts';
export type { AudioDigests, Hash, KeptVersion, Version } from './version.ts';
