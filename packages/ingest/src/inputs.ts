/** What the functions of this package take from outside, checked: one schema a function. Free of drizzle and of Node. */
export {
  listIngestRunsInput,
  type ListIngestRunsInput,
  summarizeIngestInput,
  type SummarizeIngestInput,
  listQuarantinedInput,
  type ListQuarantinedInput,
  loadQuarantinedInput,
  type LoadQuarantinedInput,
} from './monitoring/inputs.ts'
export {
  requestReadingInput,
  type RequestReadingInput,
  findReadingRequestInput,
  type FindReadingRequestInput,
  finishReadingRequestInput,
  type FinishReadingRequestInput,
} from './schedule/inputs.ts'
