// Who sees and does what: a line for each operation in access/rows.ts.
import "./access/matrix.ts";
