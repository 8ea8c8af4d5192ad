/**
 * Why no test runs what a hint says:
 *
 * - `edit`: a person edits a file, and what to write is theirs to decide;
 * - `setting`: it names what there is to choose from, or an option, a variable or a name that a person gives;
 * - `machine`: the server, the network, the disk or a package has to be changed;
 * - `person`: somebody sits at a terminal;
 * - `program`: it is raised to programs, which call something else;
 * - `fault`: it takes a defect of Braid, or a crash or another runner at one moment.
 */
type Unrun = 'edit' | 'setting' | 'machine' | 'person' | 'program' | 'fault';

/** A test (a path below `test`) that brings the error about and runs what its hint offers, or why there is none. */
export type HintFate = { readonly runIn: string } | { readonly cannot: Unrun };
