/** What the modules of the search hand to one another. Browsers do not load this file. */

/** A text in each language. */
export type Text = Record<string, string>;

/** Something readers can find, as `generator/search_index.py` writes it. */
export interface Entry {
  kind: "department" | "measure" | "task" | "chapter" | "page";
  /** Its address below the root of each language's site. */
  location: string;
  title: Text;
  /** What it is, or where it belongs. */
  note?: Text;
  /** Other names, in any language. */
  names?: string[];
  /** The number of a task's measure. */
  parent?: number;
  /** The numbers of a task's departments. */
  departments?: number[];
}

/** The content of `names.json`; `place` is what the place that the whole plan is about is called. */
export interface Names {
  entries: Entry[];
  place: string[];
}

/** The content of `text.CODE.json`: a text for each entry. */
export interface Texts {
  texts: string[];
  /** In Chinese: the characters of each syllable, each followed by its traditional forms. */
  readings?: Record<string, string>;
}

/** How the plan's characters are read and written. */
export interface Lexicon {
  syllables: string[];
  /** The syllables of each character. */
  readings: Map<string, string[]>;
  /** The simplified character of each traditional one. */
  simplified: Map<string, string>;
}

/** A part of every entry, of one weight: normalised texts, and the entries that have a token. */
export interface Field {
  weight: number;
  texts: string[];
  entries: Map<string, number[]>;
}

export interface Index {
  entries: Entry[];
  place: string[];
  fields: Field[];
  /** The texts of the languages that are loaded, by entry. */
  texts: Map<string, string[]>;
  lexicon: Lexicon;
  vocabulary: Vocabulary;
}

/** What is in an index, for queries that are not spelled as the plan is. */
export interface Vocabulary {
  words: string[];
  /** Tokens of Chinese characters. */
  chinese: string[];
  /** The same, by their syllables. */
  bySound: Map<string, string[]>;
  /** Names and titles, each with its initials. */
  initials: [string, string][];
}

/** Something that a query asks for. */
export interface Unit {
  /** A run has a slot for each two neighbours, a word has one: any of its tokens will do. */
  slots: Set<string>[];
  /** How much it counts, in characters. */
  size: number;
  isRun: boolean;
  /** The languages whose texts can have it, the likeliest first; none for numbers. */
  languages: string[];
}

export interface Result {
  entry: Entry;
  number: number;
  score: number;
}

/** The answer to a query; `index` and `units` say what to mark in it. */
export interface Answer {
  results: Result[];
  index: Index;
  units: Unit[];
}
