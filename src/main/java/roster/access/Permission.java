package roster.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that somebody can be allowed to do, as a noun and a verb. Who may do what, the access models say. */
public enum Permission {
    ORGANIZATION_VIEW("organization:view", "see the organization’s details"),
    ORGANIZATION_EDIT("organization:edit", "edit the organization’s name and description"),
    ORGANIZATION_DELETE("organization:delete", "delete the organization"),

    MEMBER_VIEW("member:view", "see who belongs to the organization"),
    MEMBER_INVITE("member:invite", "invite people to the organization"),
    MEMBER_MANAGE("member:manage", "change the roles of members and remove members"),
    ACCOUNT_CREATE("account:create", "create an account for somebody who then joins the organization"),
    SERVICE_ACCOUNT_MANAGE("service-account:manage", "manage service accounts"),
    AUDIT_VIEW("audit:view", "see the history of changes"),

    BILLING_VIEW("billing:view", "see billing information"),
    BILLING_MANAGE("billing:manage", "manage billing and the subscription"),
    QUOTA_VIEW("quota:view", "see how much of the organization’s quota is used"),
    BRANDING_EDIT("branding:edit", "change the themes and information of the white label"),
    API_ORGANIZATION("api:organization", "manage the organization and its white label through the API"),
    API_METRICS("api:metrics", "read metrics through the API"),

    DATASET_MANAGE("dataset:manage", "manage the organization’s datasets"),
    DATASET_USE("dataset:use", "use all of the organization’s datasets"),
    DATASET_USE_SELECTED("dataset:use-selected", "use the datasets chosen for one’s projects"),
    DATASET_RAW("dataset:raw", "see the raw data in the organization’s datasets"),
    BLOCK_USE("block:use", "use and change custom blocks"),
    BUCKET_MANAGE("bucket:manage", "add and update storage buckets"),
    BUCKET_VERIFY("bucket:verify", "check whether storage buckets can be reached"),

    PROJECT_CREATE("project:create", "create projects"),
    PROJECT_ACCESS_ALL("project:access-all", "enter every project without being invited"),
    PROJECT_ACCESS_PUBLIC("project:access-public", "enter every public project"),
    PROJECT_ACCESS_GRANTED("project:access-granted", "enter projects after being given access"),
    ELIGIBLE_PROJECT_OWNER("eligible:project-owner", "be added to a project as its owner"),
    ELIGIBLE_PROJECT_EDITOR("eligible:project-editor", "be added to a project as an editor"),
    ELIGIBLE_PROJECT_VIEWER("eligible:project-viewer", "be added to a project as a viewer"),

    PROJECT_VIEW("project:view", "see the project’s details"),
    PROJECT_EDIT("project:edit", "edit the project’s settings, such as its name, description and tags"),
    PROJECT_DELETE("project:delete", "delete the project"),
    COLLABORATOR_INVITE("collaborator:invite", "invite people to the project"),
    COLLABORATOR_MANAGE("collaborator:manage", "change people’s access to the project and remove people from it"),

    RESOURCE_VIEW("resource:view", "see the resources in the project"),
    RESOURCE_WRITE("resource:write", "create, edit and delete resources in the project"),
    RESOURCE_MOVE("resource:move", "move resources to another project of the organization"),
    PREDICTION_CREATE("prediction:create", "create local predictions"),

    DEVICE_VIEW("device:view", "see device details"),
    DEVICE_EDIT("device:edit", "rename, describe and label devices"),
    DEVICE_CLAIM("device:claim", "claim devices"),
    DEVICE_MOVE("device:move", "move devices between projects"),
    DEVICE_TRANSFER("device:transfer", "move devices between organizations"),
    EMULATED_DEVICE_CREATE("emulated-device:create", "create emulated devices"),
    EMULATED_EVENT_CREATE("emulated-event:create", "create emulated events"),
    DASHBOARD_CREATE("dashboard:create", "create dashboards"),
    NOTIFICATION_CREATE("notification:create", "create notifications"),
    EXPORT_CREATE("export:create", "create file exports"),
    CONNECTOR_MANAGE("connector:manage", "manage data connectors");

    private static final Map<String, Permission> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Permission::code, Function.identity()));

    private final String code;
    private final String sentence;

    Permission(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The permission with this code, such as {@code member:invite}. */
    public static Optional<Permission> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The name in model files, such as {@code member:invite}. */
    public String code() {
        return code;
    }

    /** What it allows, as the end of a sentence that starts with "may". */
    public String sentence() {
        return sentence;
    }

    /** Whether it only lets somebody look, and changes nothing. */
    public boolean isView() {
        return code.endsWith(":view");
    }
}
