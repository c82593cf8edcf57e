/**
 * What inputs are made of: the fields that every package shares, and the check itself. Free of drizzle and of Node, so a
 * form in a browser uses the server's own schemas.
 *
 * Each package describes what its functions take in its own `/inputs`, one schema a function, strict, so that nobody can
 * set a field it does not name. Names, for a function `createRace`:
 *
 * - `createRaceInput`: the schema of all that the function takes; `CreateRaceInput`: what a caller writes (amounts as
 *   decimal strings or bigint, times as ISO 8601 or Date, defaults left out). What comes out of the schema goes in again.
 * - `createRaceBody`: the part that may come from a client. It exists where the input also has what only the server
 *   knows: what a race's source is like (`source`), who acts (`userId`, `createdBy`, `settledBy`, `by`) and which row the
 *   address names. A route checks the body, then calls `createRace(db, { ...body, createdBy })`.
 *
 * A noun with `Input`, such as `moneyInput`, is the schema of a single value.
 */
export {
  currencyInput,
  emailInput,
  idInput,
  instantInput,
  lineInput,
  moneyCodec,
  moneyInput,
  passwordInput,
  signedWagerInput,
  soughtNameInput,
  sourceInput,
  textInput,
  timeZoneInput,
  usernameInput,
  wagerCodec,
  wagerInput,
  wholeNumberInput,
} from './fields.ts'
export { issueText } from './issue-text.ts'
export { pagingInput, type PagingInput } from './paging.ts'
export { inputInvalid, type InputIssue, parseInput } from './parse.ts'
