import { describeFailure } from '@goated/schema'
import {
  type ApplicationText,
  type ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en,
} from '@stricli/core'

/**
 * What is said when the words are wrong, or when something fails that no command foresaw. Words that are too many are not
 * repeated: one of them may be a password.
 */
export const usageTexts: ApplicationText = {
  ...text_en,
  exceptionWhileParsingArguments: (error) =>
    formatMessageForArgumentScannerError(error as ArgumentScannerError, {
      FlagNotFoundError: ({ input, corrections }) => withGuess(`There is no flag --${input}.`, corrections, '--'),
      UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is missing.`,
      UnexpectedPositionalError: ({ expectedCount }) =>
        `There are too many words: this command takes ${expectedCount === 0 ? 'none' : expectedCount} besides its flags.`,
      ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, exception }) =>
        `${name}: ${describeFailure(exception)}`,
    }),
  noCommandRegisteredForInput: ({ input, corrections }) => withGuess(`There is no command ${input}.`, corrections, ''),
  exceptionWhileLoadingCommandFunction: (error) => describeFailure(error),
  exceptionWhileRunningCommand: (error) => describeFailure(error),
}

function withGuess(message: string, [guess]: readonly string[], prefix: string): string {
  return guess === undefined ? message : `${message} Did you mean ${prefix}${asTyped(guess)}?`
}

/** The library's guess is the name as we write it in code, or in quotes. */
function asTyped(guess: string): string {
  return guess.replace(/^--|`/g, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
