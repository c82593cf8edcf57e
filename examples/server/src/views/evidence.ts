import type { AnswerValue } from '@goated/example-contract'
import type { RaceEvidence } from '@goated/races'
import type { ShowPlayer } from './shown-player.ts'

/**
 * What is needed to compute a result again, with names as the public sees them. Totals, ranks and odd cents go by the
 * upstream's uid, so masking a name takes nothing from the proof.
 */
export function evidenceJson(evidence: RaceEvidence, show: ShowPlayer): AnswerValue<'getRaceEvidence'> {
  return {
    ...evidence,
    participants: evidence.participants.map(({ standing, joinedAt, decisions, adjustments, samples, nameHidden }) => {
      const { userId, username, ...facts } = standing
      return {
        standing: { ...facts, userId, username: show({ userId, username, nameHidden }).username },
        joinedAt,
        decisions: decisions.map((decision) => ({ ...decision })),
        adjustments: adjustments.map((adjustment) => ({ ...adjustment })),
        samples,
      }
    }),
  }
}
