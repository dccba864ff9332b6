/** A made-up person, to fill in on the page of a verification. */
export interface TestPerson {
  /** Name within a URL. */
  readonly key: string;
  /** What is special about them. */
  readonly summary: string;
  readonly givenNames: string;
  readonly familyName: string;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly documentType: string;
  readonly documentNumber: string;
}

/** Country of specimen documents in ICAO Doc 9303, the standard of travel documents. It does not exist. */
export const COUNTRY = "Utopia (UTO)";

/** Kinds of documents to choose from. */
export const DOCUMENT_TYPES = ["Passport", "Identity card", "Driving licence"] as const;

const ADULT: TestPerson = {
  key: "adult",
  summary: "An adult",
  givenNames: "Vera",
  familyName: "Specimen",
  birthDate: "1990-04-12",
  documentType: "Passport",
  documentNumber: "UTO0000001",
};

/** The people to choose from. Their names, dates and documents are invented. */
export const TEST_PERSONS: readonly TestPerson[] = [
  ADULT,
  {
    key: "accents",
    summary: "Accents and an apostrophe",
    givenNames: "Zoë Anaïs",
    familyName: "Ñandú-O’Specimen",
    birthDate: "1985-12-31",
    documentType: "Identity card",
    documentNumber: "UTO-00-Ø2",
  },
  {
    key: "one-name",
    summary: "One name only",
    givenNames: "",
    familyName: "Monospecimen",
    birthDate: "1972-02-29",
    documentType: "Passport",
    documentNumber: "UTO0000003",
  },
  {
    key: "child",
    summary: "A child",
    givenNames: "Kim",
    familyName: "Specimen",
    birthDate: "2018-09-30",
    documentType: "Identity card",
    documentNumber: "UTO0000004",
  },
];

/** Returns the person with a key, or else the first. */
export function testPerson(key: string | undefined): TestPerson {
  return TEST_PERSONS.find((person) => person.key === key) ?? ADULT;
}
