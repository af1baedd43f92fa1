import { Checkbox } from "@mantine/core";
import { ROLES, type Role } from "#core/access/role.ts";
import classes from "./accounts.module.css";

const DOES: Record<Role, string> = {
  finder: "submits findings and follows them",
  analyst: "works the cases",
  verifier: "runs reproducers and rates severity",
  coordinator: "works the cases and speaks for the desk",
  owner: "answers for a component",
  "lab-officer": "speaks for a lab",
  reviewer: "reviews models",
  "coverage-officer": "records whether a model is covered",
  "privacy-officer": "has a person erased",
  operator: "runs affected systems",
  overseer: "reads the record",
  administrator: "keeps accounts; sees no case",
};

export const RoleChoice = (props: {
  readonly roles: readonly Role[];
  readonly onRoles: (roles: Role[]) => void;
}) => (
  <fieldset className={classes.roles}>
    <legend>Roles</legend>
    {ROLES.map((role) => (
      <Checkbox
        key={role}
        label={role.replaceAll("-", " ")}
        description={DOES[role]}
        checked={props.roles.includes(role)}
        onChange={(event) =>
          props.onRoles(
            event.currentTarget.checked
              ? [...props.roles, role]
              : props.roles.filter((each) => each !== role),
          )
        }
      />
    ))}
  </fieldset>
);
