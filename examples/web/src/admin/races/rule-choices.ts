import type { AdminRace } from '@goated/example-contract'

/** The rules of a race that are a choice between words. */
export type ChoiceRule = 'joinPolicy' | 'ties' | 'unclaimed'

interface Choice<Word extends string> {
  /** How the form asks. */
  question: string
  /** What a list of facts calls it. */
  fact: string
  /** The first is what a new race starts with. `stated` is how a race with it is described. */
  options: readonly [Option<Word>, ...Option<Word>[]]
}

interface Option<Word extends string> {
  value: Word
  label: string
  hint: string
  stated: string
}

/** Form, review, facts and bodies take them from here: a new rule of this kind is one more entry. */
export const ruleChoices: { readonly [Rule in ChoiceRule]: Choice<AdminRace[Rule]> } = {
  joinPolicy: {
    question: 'Who takes part?',
    fact: 'Who takes part',
    options: [
      { value: 'open', label: 'Everybody', hint: 'Whoever wagers is in.', stated: 'Whoever wagers is in' },
      {
        value: 'opt_in',
        label: 'Who joins',
        hint: 'Players join, and what they wager from then on counts.',
        stated: 'Players must join, and count from then on',
      },
    ],
  },
  ties: {
    question: 'Two have the same total',
    fact: 'Ties',
    options: [
      {
        value: 'split',
        label: 'They share',
        hint: 'What their places pay together is split evenly.',
        stated: 'Tied entrants share what their places pay',
      },
      {
        value: 'earliest',
        label: 'The first wins',
        hint: 'Who reached the total first is better.',
        stated: 'Who reached the total first is better',
      },
    ],
  },
  unclaimed: {
    question: 'A place that nobody takes',
    fact: 'Unclaimed places',
    options: [
      {
        value: 'retain',
        label: 'Stays unpaid',
        hint: 'Its prize is kept.',
        stated: 'Prizes of places nobody took stay unpaid',
      },
      {
        value: 'redistribute',
        label: 'Goes to the others',
        hint: 'Prizes of those who qualified grow.',
        stated: 'Prizes of places nobody took go to those who qualified',
      },
    ],
  },
}

export const choiceRules = Object.keys(ruleChoices) as ChoiceRule[]

export type RuleChoices = Pick<AdminRace, ChoiceRule>

/** The choices among the fields of a race or of a form. */
export function choicesOf(race: RuleChoices): RuleChoices {
  return Object.fromEntries(choiceRules.map((rule) => [rule, race[rule]])) as unknown as RuleChoices
}

/** What a new race starts with. */
export function firstChoices(): RuleChoices {
  return Object.fromEntries(
    choiceRules.map((rule) => [rule, ruleChoices[rule].options[0].value]),
  ) as unknown as RuleChoices
}

/** The choices as facts: what each is called, and in words what was chosen. */
export function choiceFacts(race: RuleChoices): [name: string, stated: string][] {
  return choiceRules.map((rule) => {
    const { fact, options }: Choice<string> = ruleChoices[rule]
    return [fact, options.find(({ value }) => value === race[rule])?.stated ?? race[rule]]
  })
}
