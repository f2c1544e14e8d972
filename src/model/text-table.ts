/** A table as it is read on a page: texts only, ready to be written in another notation. */
export interface TextTable {
  readonly heads: readonly TextHead[];
  /** One list of cells a row, each as long as `heads`. */
  readonly rows: readonly (readonly TextCell[])[];
}

export interface TextHead {
  readonly text: string;
  /** Set flush right. */
  readonly numeric: boolean;
}

export interface TextCell {
  /** null: there is no value. */
  readonly text: string | null;
  /** Set in bold. */
  readonly best: boolean;
}
