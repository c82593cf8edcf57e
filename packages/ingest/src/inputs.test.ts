import { describeInputs } from '@goated/testkit/input-conformance'
import * as inputs from './inputs.ts'

const window = { startDate: '2025-01-13T00:00:00Z', endDate: '2025-01-20T00:00:00Z' }

describeInputs(inputs, {
  listIngestRunsInput: { outcome: 'failed' },
  summarizeIngestInput: { source: 'goated', from: window.startDate, to: window.endDate, now: window.endDate },
  listQuarantinedInput: { reason: 'NOT_JSON' },
  loadQuarantinedInput: { id: 1 },
  requestReadingInput: { source: 'goated', trust: true, requestedBy: 3 },
  findReadingRequestInput: { source: 'goated' },
  finishReadingRequestInput: { source: 'goated', requestedAt: window.startDate },
})
