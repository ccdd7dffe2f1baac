import type { ComponentChildren } from "preact";
import "./form-card.css";

interface FormCardProps {
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** The quiet sheet on which one signs in or sets up. */
export function FormCard({ title, lead, children }: FormCardProps) {
  return (
    <div class="form-card panel">
      <h1 class="form-title">{title}</h1>
      <p class="form-lead">{lead}</p>
      {children}
    </div>
  );
}
