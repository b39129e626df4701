import { Variorum } from "variorum/functions";

/** Under the name that the guide has for it, so that its programs stand here as they stand there. */
export const inngest = new Variorum({ id: "examples" });
