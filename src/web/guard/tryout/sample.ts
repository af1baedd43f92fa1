/** Something of most kinds, none of it anybody's. */
export const SAMPLE = `Hello,

the crash is in rc_section; ask Ada for the trace: ada.lovelace@example.com, +44 20 7946 0958.
The staging desk opens with DESK_PASSWORD="tide9Kq2vLp8xW4m",
and the machine is 203.0.113.7. Nothing of this is public before 2026-12-01.
`;
