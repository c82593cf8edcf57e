/** Something that happened, named noun.pastTense. The payload is JSON: amounts are decimal strings, times ISO 8601. */
export interface DomainEvent {
  name: string
  payload: Record<string, unknown>
}
