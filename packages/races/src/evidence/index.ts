export { type ArchiveProof, loadArchiveProof } from './archive-proof.ts'
export { type Audit, type AuditOptions, auditRaces } from './audit-races.ts'
export { type ArchivedRaceId } from './archived-race.ts'
export { type Decided, type EvidenceAdjustment, type EvidenceDecision } from './decided.ts'
export { type Difference, type DifferenceKind, formatDifference } from './difference.ts'
export { loadRaceVerification, type StoredVerification } from './load-verification.ts'
export {
  evidenceParticipants,
  type EvidenceParticipant,
  type EvidenceReading,
  type EvidenceSample,
  raceEvidence,
  type RaceEvidence,
} from './race-evidence.ts'
export { recordVerification, verifyNewArchives } from './record-verification.ts'
export { type ReplayedStanding, replayStandings } from './replay-standings.ts'
export { type Verification, verifyRace, type VerifyRaceOptions } from './verify-race.ts'
export { formatViolation, type Invariant, type Violation } from './violation.ts'
